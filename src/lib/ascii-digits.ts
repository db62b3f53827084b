/**
 * A text with every decimal digit of Unicode as that of ASCII. Each script has its ten in a row, from zero (The Unicode
 * Standard §4.6), so that the first of a run of them is a zero.
 */
export const asciiDigits = (text: string): string => text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))

function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  let zero = code
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return (code - zero) % 10 // some runs are of several scripts or styles
}
