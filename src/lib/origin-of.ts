/** The origin of a request's URL, which has been parsed and is in its normal spelling: what stands before the path. */
export const originOf = (url: string): string => url.slice(0, url.indexOf('/', url.indexOf('//') + 2))
