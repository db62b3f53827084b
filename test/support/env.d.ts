declare namespace Cloudflare {
  interface Env {
    AVATARS: R2Bucket
    IMAGES: ImagesBinding
    TEST_MIGRATIONS: import('cloudflare:test').D1Migration[]
    TEST_EXTENSION_MIGRATIONS: import('cloudflare:test').D1Migration[]
  }
}
