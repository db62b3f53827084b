export { codeMail } from './code-mail.ts'
export { emailChangeMail } from './email-change-mail.ts'
export { identityLinkedMail } from './identity-linked-mail.ts'
export { passwordChangedMail } from './password-changed-mail.ts'
