interface Sent {
  body: { id: string; type: string; timestamp: string; data: Record<string, any> }
  contentType: string
}

/** A queue that keeps what it is sent, and refuses it while `isDown`. */
export function openQueue() {
  const queue = {
    batches: [] as Sent[][],
    isDown: false,
    EVENTS: {
      async sendBatch(messages: Iterable<Sent>) {
        if (queue.isDown) throw new Error('Queue sendBatch failed: Too Many Requests')
        queue.batches.push([...messages])
      },
    },
    types: () => queue.batches.flat().map(({ body }) => body.type),
  }
  return queue
}

export type TestQueue = ReturnType<typeof openQueue>
