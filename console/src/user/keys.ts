/** What is another after a change of this user: the user, the lists that have them, and the record of what was done. */
export const changedBy = (userId: string) => [['user', userId], ['users'], ['audit'], ['activity', userId]]
