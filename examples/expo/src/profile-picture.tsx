import * as ImagePicker from 'expo-image-picker'
import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { Image, StyleSheet } from 'react-native'
import { Action, ProgressBar } from './ui'

/** Square, and a JPEG of less than 8 MiB: the phone crops and compresses it, whatever it was. */
const AS_SENT: ImagePicker.ImagePickerOptions = {
  mediaTypes: 'images',
  allowsEditing: true,
  aspect: [1, 1],
  quality: 0.7,
}

interface ProfilePictureProps {
  attempt: (call: () => Promise<unknown>) => Promise<unknown>
}

/** The picture of the user, who may choose another one. The phone sends the file: it is never read into JavaScript. */
export function ProfilePicture({ attempt }: ProfilePictureProps) {
  const { user, client } = useUser()
  const [progress, setProgress] = useState<number>()
  const avatarUrl = user?.avatarUrl

  async function choose() {
    const { assets } = await ImagePicker.launchImageLibraryAsync(AS_SENT)
    const [asset] = assets ?? [] // none if the user changed their mind
    if (!asset) return
    try {
      await client.setAvatar(asset, { onProgress: ({ sent, total }) => setProgress(total && sent / total) })
    } finally {
      setProgress(undefined)
    }
  }

  return (
    <>
      {avatarUrl && <Image aria-label="Your picture" source={{ uri: avatarUrl }} style={styles.picture} />}
      {progress !== undefined && <ProgressBar label="Upload" value={progress} />}
      <Action title="Choose a picture" onPress={() => attempt(choose)} />
      {avatarUrl && <Action title="Remove the picture" onPress={() => attempt(() => client.removeAvatar())} />}
    </>
  )
}

const styles = StyleSheet.create({ picture: { width: 96, height: 96, borderRadius: 48, alignSelf: 'center' } })
