/** What the server's processes see of our environment: nothing, for PGDATA, LC_ALL and their like would change what they do. */
export const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
