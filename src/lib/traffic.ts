let events = 0

/** Notes that a request has come to this isolate, or has been answered. */
export const noteTraffic = (): void => {
  events++
}

/** How many times that has happened: two equal counts say that nobody came or went in between. */
export const trafficCount = (): number => events
