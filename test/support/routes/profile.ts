import { PNG } from '../pictures.ts'
import type { RouteRecord } from './record.ts'

export const profile = {
  getProfile: {
    route: 'GET /users/profile',
    needsToken: true,
    success: 200,
    roundTrips: 1,
    database: 'replica',
    limits: ['LIMIT_GENERAL by session'],
    events: [],
    mails: 0,
  },
  getPublicProfile: {
    route: 'GET /users/profile/public/:userId',
    needsToken: false,
    input: ({ user: { _id } }) => ({ params: { userId: _id } }),
    success: 200,
    roundTrips: 1,
    database: 'replica',
    limits: ['LIMIT_GENERAL by IP address'],
    events: [],
    mails: 0,
  },
  updateProfile: {
    route: 'PUT /users/profile',
    needsToken: true,
    input: () => ({ body: { name: 'Robin' } }),
    success: 200,
    roundTrips: 1,
    database: 'replica', // D1 forwards a write to the primary from anywhere
    limits: ['LIMIT_GENERAL by session'],
    events: [],
    mails: 0,
  },
  patchProfile: {
    route: 'PATCH /users/profile',
    needsToken: true,
    input: () => ({ body: { name: 'Robin' } }),
    success: 200,
    roundTrips: 1,
    database: 'replica',
    limits: ['LIMIT_GENERAL by session'],
    events: [],
    mails: 0,
  },
  setAvatar: {
    route: 'PUT /users/profile/avatar',
    needsToken: true,
    input: () => ({ bytes: PNG }),
    success: 200,
    roundTrips: 2, // before anything is uploaded, and after
    database: 'replica',
    limits: ['LIMIT_GENERAL by session', 'LIMIT_ACCOUNT by session'],
    events: [],
    mails: 0,
  },
  removeAvatar: {
    route: 'DELETE /users/profile/avatar',
    needsToken: true,
    success: 200,
    roundTrips: 1,
    database: 'replica',
    limits: ['LIMIT_GENERAL by session'],
    events: [],
    mails: 0,
  },
} satisfies Record<string, RouteRecord>
