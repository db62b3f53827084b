import { Table } from '@mantine/core'
import { formatNumber } from '../lib/format.ts'
import classes from './NumbersTable.module.css'
import type { ChartData } from './series.ts'

export function NumbersTable({ chart: { title, series, rows } }: { chart: ChartData }) {
  return (
    <details className={classes.details}>
      <summary>{title} as a table</summary>
      <Table verticalSpacing={4} withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Time</Table.Th>
            {series.map(({ name, label }) => (
              <Table.Th key={name}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.time}>
              <Table.Td>{row.time}</Table.Td>
              {series.map(({ name }) => (
                <Table.Td key={name}>{formatNumber(Number(row[name] ?? 0))}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </details>
  )
}
