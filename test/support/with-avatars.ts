/** wrangler.toml with the bucket for pictures that it has as a comment: locally, one in a folder. Throws if it is gone. */
export function withAvatars(toml: string): string {
  const changed = toml.replace(/^# (\[\[r2_buckets\]\])\n# (binding = "AVATARS")\n# (bucket_name = .*)$/m, '$1\n$2\n$3')
  if (changed === toml) throw new Error('wrangler.toml has no bucket to turn on')
  return changed
}
