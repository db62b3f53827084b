import { Button } from '@mantine/core'
import { UserPlus } from 'lucide-react'
import { admin } from '../api/admin.ts'
import { say } from '../lib/language.ts'
import { go, hrefOf, usePlace } from '../lib/place.ts'
import { usePages } from '../lib/use-pages.ts'
import { Empty } from '../ui/Empty.tsx'
import { PagedList } from '../ui/PagedList.tsx'
import { Screen } from '../ui/Screen.tsx'
import { countFilters, type Filters, readFilters, toQuery } from './filters.ts'
import { SearchField } from './SearchField.tsx'
import { UserFilters } from './UserFilters.tsx'
import { UserTable } from './UserTable.tsx'

/** All users, newest first; found by the beginning of an email address, a name or an id, and by filters. */
export function UsersScreen() {
  const filters = readFilters(usePlace().query)
  const query = toQuery(filters)
  const users = usePages(['users', query], (cursor) => admin.listUsers({ ...query, cursor }))
  const change = (changes: Partial<Filters>) => go(hrefOf(['users'], { ...filters, ...changes }), { replace: true })
  const isFiltered = countFilters(filters) > 0 || filters.search !== ''
  return (
    <Screen
      title={say('console.users.title')}
      actions={
        <Button component="a" href={hrefOf(['users', 'new'])} leftSection={<UserPlus size={16} aria-hidden />}>
          {say('console.users.new')}
        </Button>
      }
    >
      <SearchField
        value={filters.search}
        isSearching={users.isFetching && !users.isFetchingNextPage}
        onChange={(search) => change({ search })}
      />
      <UserFilters filters={filters} onChange={change} />
      <PagedList
        pages={users}
        empty={
          isFiltered ? (
            <Empty title={say('console.users.nobody')}>{say('console.users.nobody_why')}</Empty>
          ) : (
            <Empty title={say('console.users.none')}>{say('console.users.none_why')}</Empty>
          )
        }
      >
        {(items) => <UserTable users={items} />}
      </PagedList>
    </Screen>
  )
}
