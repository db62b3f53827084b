import { forEachOf, getRequest, jsonRequest, newcomer, PASSWORD } from './server.ts'

// The tutorial's routes, which Latchkey and the Express app share.

export interface Person {
  userId: string
  email: string
  token: string
}

export const tutorialRegistration = () => jsonRequest('POST', '/users/register', newcomer())

export function tutorialRequests(people: Person[]) {
  const headers = ({ token }: Person) => ({ 'x-access-token': token })
  return {
    register: (count: number) => Array.from({ length: count }, tutorialRegistration),
    login: forEachOf(people, ({ email }) => jsonRequest('POST', '/users/login', { email, password: PASSWORD })),
    'own profile': forEachOf(people, (person) => getRequest('/users/profile', headers(person))),
    update: forEachOf(people, (person, n) =>
      jsonRequest('PUT', '/users/profile', { name: `Renamed ${n}` }, headers(person)),
    ),
    'public profile': forEachOf(people, ({ userId }) => getRequest(`/users/profile/public/${userId}`)),
  }
}
