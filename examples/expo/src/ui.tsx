import { createContext, type ReactNode, useContext } from 'react'
import {
  ActivityIndicator,
  Pressable,
  ScrollView,
  StyleSheet,
  Text,
  TextInput,
  type TextInputProps,
  View,
} from 'react-native'

interface PageProps {
  message?: string
  isBusy?: boolean
  children: ReactNode
}

const Busy = createContext(false)

/** A screen, and under it what a call has to say. While one is under way, no other can begin. */
export const Page = ({ message, isBusy = false, children }: PageProps) => (
  <ScrollView contentContainerStyle={styles.page} keyboardShouldPersistTaps="handled">
    <Busy value={isBusy}>{children}</Busy>
    {isBusy && <ActivityIndicator />}
    {message ? (
      <Text role="alert" style={styles.message}>
        {message}
      </Text>
    ) : null}
  </ScrollView>
)

export const Paragraph = ({ children }: { children: ReactNode }) => <Text style={styles.text}>{children}</Text>

/** The label is the placeholder, and what a screen reader says. */
export const Field = ({ label, ...input }: TextInputProps & { label: string }) => (
  <TextInput aria-label={label} placeholder={label} style={styles.field} {...input} />
)

export const EmailField = (input: TextInputProps) => (
  <Field label="Email" autoComplete="email" inputMode="email" autoCapitalize="none" {...input} />
)

export const PasswordField = ({ isNew = false, ...input }: TextInputProps & { isNew?: boolean }) => (
  <Field
    label={isNew ? 'New password' : 'Password'}
    autoComplete={isNew ? 'new-password' : 'current-password'}
    secureTextEntry
    {...input}
  />
)

/** The phone offers the code of the email above the keyboard. */
export const CodeField = (input: TextInputProps) => (
  <Field label="Code" autoComplete="one-time-code" textContentType="oneTimeCode" inputMode="numeric" {...input} />
)

interface ActionProps {
  title: string
  onPress: () => unknown
}

export function Action({ title, onPress }: ActionProps) {
  const isBusy = useContext(Busy)
  return (
    <Pressable role="button" disabled={isBusy} style={styles.action} onPress={onPress}>
      <Text style={styles.actionText}>{title}</Text>
    </Pressable>
  )
}

/** The value is from 0 to 1. */
export const ProgressBar = ({ label, value }: { label: string; value: number }) => (
  <View
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={Math.round(value * 100)}
    style={styles.track}
  >
    <View style={[styles.bar, { width: `${value * 100}%` }]} />
  </View>
)

const styles = StyleSheet.create({
  page: { padding: 24, gap: 16 },
  text: { fontSize: 16 },
  field: { borderWidth: 1, borderColor: '#888', borderRadius: 8, padding: 12, fontSize: 16 },
  action: { backgroundColor: '#1d4ed8', borderRadius: 8, padding: 14, alignItems: 'center' },
  actionText: { color: 'white', fontSize: 16, fontWeight: '600' },
  track: { height: 8, borderRadius: 4, backgroundColor: '#d1d5db', overflow: 'hidden' },
  bar: { height: 8, backgroundColor: '#1d4ed8' },
  message: { color: '#b91c1c', fontSize: 16 },
})
