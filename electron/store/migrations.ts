/** One step of the database's schema. Released steps never change; a change is a new step with the next number. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    name: 'journal',
    sql: `
      CREATE TABLE journal (
        sequence INTEGER PRIMARY KEY,
        time_ms REAL NOT NULL,
        kind TEXT NOT NULL,
        payload TEXT NOT NULL CHECK (json_valid(payload)),
        -- SHA-256 over the previous row's hash and this row's fields: see journal.ts.
        hash BLOB NOT NULL CHECK (length(hash) = 32)
      ) STRICT;
      CREATE TRIGGER journal_is_contiguous BEFORE INSERT ON journal
      WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM journal)
      BEGIN SELECT raise(ABORT, 'the journal has no gaps'); END;
      CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
      BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
      CREATE TRIGGER journal_keeps_values BEFORE UPDATE ON journal
      BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
    `,
  },
  {
    version: 2,
    name: 'projections',
    sql: `
      CREATE TABLE run (
        id TEXT PRIMARY KEY,
        created_ms REAL NOT NULL,
        state TEXT NOT NULL,
        -- Lower case id, strategy name and symbols, for the search in the list of runs.
        search_text TEXT NOT NULL,
        record TEXT NOT NULL CHECK (json_valid(record))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX run_by_age ON run (created_ms DESC, id);
      CREATE INDEX run_by_state ON run (state);
      CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE notification (
        id TEXT PRIMARY KEY,
        time_ms REAL NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX notification_by_age ON notification (time_ms DESC);
      -- How far into the journal each projection has read, and by which version of its code.
      CREATE TABLE projection (
        name TEXT PRIMARY KEY,
        code_version INTEGER NOT NULL,
        sequence INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    version: 3,
    name: 'checks and hold-outs',
    sql: `
      CREATE TABLE strategy_check (
        id TEXT PRIMARY KEY,
        strategy_hash TEXT NOT NULL,
        checked_ms REAL NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX strategy_check_by_source ON strategy_check (strategy_hash, checked_ms DESC);
      CREATE TABLE hold_out_opening (
        id TEXT PRIMARY KEY,
        opened_ms REAL NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body))
      ) STRICT, WITHOUT ROWID;
    `,
  },
]
