// Before the app is loaded: the one client id that the stand-in for Google has.
process.env.EXPO_PUBLIC_GOOGLE_IOS_CLIENT_ID = 'stand-in'
