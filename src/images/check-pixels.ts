import { PictureRefused } from './picture-refused.ts'

/** Throws `PictureRefused` for a picture without pixels, or with more than `maxPixels`: what a decoder has to allocate. */
export function checkPixels(width: number, height: number, maxPixels: number): void {
  if (width === 0 || height === 0 || width * height > maxPixels) throw new PictureRefused('too_many_pixels')
}
