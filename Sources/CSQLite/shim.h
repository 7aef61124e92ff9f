#include <sqlite3.h>

/* Swift does not import the macro: SQLite copies what is bound. */
static inline sqlite3_destructor_type winnow_sqlite_transient (void) { return SQLITE_TRANSIENT; }

/* An empty text, which is not NULL. */
static inline int winnow_sqlite_bind_empty (sqlite3_stmt *statement, int index)
{
  return sqlite3_bind_text (statement, index, "", 0, SQLITE_STATIC);
}
