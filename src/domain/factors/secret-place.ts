/** Where the secret of a factor belongs: it opens nowhere else. */
export const secretPlace = (factorId: string): string => `factors.secret.${factorId}`
