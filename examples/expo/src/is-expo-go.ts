import Constants, { ExecutionEnvironment } from 'expo-constants'

/** Expo Go has no passkeys, and belongs to no domain. */
export const isExpoGo = Constants.executionEnvironment === ExecutionEnvironment.StoreClient
