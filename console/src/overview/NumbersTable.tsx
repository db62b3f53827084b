import { Table } from '@mantine/core'
import { formatNumber } from '../lib/format.ts'
import { say } from '../lib/language.ts'
import classes from './NumbersTable.module.css'
import type { ChartData } from './series.ts'

export function NumbersTable({ chart: { title, series, rows } }: { chart: ChartData }) {
  return (
    <details className={classes.details}>
      <summary>{say('console.overview.as_table', { title })}</summary>
      <Table verticalSpacing={4} withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('console.overview.time')}</Table.Th>
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
