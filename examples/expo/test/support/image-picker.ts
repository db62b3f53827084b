// The phone's pictures, in the place of expo-image-picker.

/** What is chosen; nothing: the user closes it. */
let chosen: string | undefined

export const pictures = {
  choose: (uri: string | undefined) => {
    chosen = uri
  },
}

export const launchImageLibraryAsync = async () =>
  chosen
    ? { canceled: false, assets: [{ uri: chosen, width: 1, height: 1, type: 'image', mimeType: 'image/png' }] }
    : { canceled: true, assets: null }
