/** Where the service is for the tests, which call it inside the Worker. */
export const ORIGIN = 'https://api.example.com'
