import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { press, running, screen, sees, waitFor } from './support/app'
import { pictures } from './support/image-picker'
import { register } from './support/people'
import { network } from './support/uploads'

/** A pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

async function fileWith(content: Buffer): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'pictures-')), 'me.png')
  await writeFile(path, content)
  return pathToFileURL(path).href
}

it('shows the picture that was chosen, and removes it', async () => {
  await register()
  pictures.choose(await fileWith(Buffer.from(PNG, 'base64')))
  await press('Choose a picture')
  const picture = await screen.findByLabelText('Your picture')
  const { avatarUrl } = await running.getProfile()
  expect(avatarUrl).toContain('/avatars/')
  expect(picture.props.source).toEqual({ uri: avatarUrl })
  await press('Remove the picture')
  await waitFor(() => expect(screen.queryAllByLabelText('Your picture').length).toBe(0))
  expect(await running.getProfile()).toMatchObject({ avatarUrl: null })
})

it('shows how far it is', async () => {
  await register()
  pictures.choose(await fileWith(Buffer.from(PNG, 'base64')))
  let arrive = () => {}
  network.ready = new Promise((resolve) => {
    arrive = resolve
  })
  await press('Choose a picture')
  const bar = await screen.findByLabelText('Upload')
  expect([50, 100]).toContain(bar.props['aria-valuenow'] ?? bar.props.accessibilityValue?.now)
  arrive()
  await screen.findByLabelText('Your picture')
  await waitFor(() => expect(screen.queryAllByLabelText('Upload').length).toBe(0))
})

it('says why a file is refused', async () => {
  await register()
  pictures.choose(await fileWith(Buffer.from('not a picture')))
  await press('Choose a picture')
  await sees('Send a JPEG, PNG or WebP that is not animated.')
  expect(await running.getProfile()).toMatchObject({ avatarUrl: null })
})

it('sends nothing for a user who changes their mind', async () => {
  await register()
  pictures.choose(undefined)
  await press('Choose a picture')
  await press('Devices')
  expect(await running.getProfile()).toMatchObject({ avatarUrl: null })
})
