internal import Bytes
internal import SQLiteSupport

/// The tables of the SQLite ledger.
///
/// Small columns come first in `article`, the two blobs last: what lists and filters need is then
/// read without touching the pages that the texts overflow into. Long keys (URLs, file names) are
/// looked up through 64-bit hashes, which keeps those trees small; what is found is compared.
enum LedgerFormat {
  /// Application "WLDG". A step that a released version has taken is never changed: add one.
  static let format = SQLiteFormat(
    kind: "ledger", applicationID: 0x574C_4447,
    migrations: [
      SQLiteFormat.Migration("articles and jobs", createTables),
      SQLiteFormat.Migration("copy keys, arrivals, boilerplate", addDerivedTables),
      SQLiteFormat.Migration("the log that it belongs to") {
        try $0.execute(sql: "ALTER TABLE state ADD COLUMN log INTEGER NOT NULL DEFAULT 0")
      },
      // The tables stay; rows of articles are of version 2, which older programs cannot read.
      SQLiteFormat.Migration("rows with dateline and origin") { _ in },
      SQLiteFormat.Migration("stories on arrival", addArrivalStories),
      SQLiteFormat.Migration("the change feed", addChangeFeed),
      // The tables stay; rows of articles and jobs are of version 3, which older programs cannot read.
      SQLiteFormat.Migration("rows with checksums") { _ in },
    ])

  /// The first version that says which log the ledger belongs to.
  static let versionWithLog = 3

  @Sendable
  private static func createTables(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE state (
          one INTEGER PRIMARY KEY CHECK (one = 1),
          applied INTEGER NOT NULL,
          highest INTEGER NOT NULL);
        INSERT INTO state VALUES (1, 0, 0);
        CREATE TABLE article (
          number INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          job TEXT NOT NULL,
          outcome TEXT NOT NULL,
          arrival INTEGER NOT NULL,
          clock INTEGER,
          copy_of INTEGER,
          kind TEXT,
          story INTEGER NOT NULL,
          head INTEGER NOT NULL,
          cluster INTEGER NOT NULL,
          source TEXT,
          url TEXT,
          headline TEXT,
          signature BLOB NOT NULL,
          content BLOB NOT NULL);
        CREATE INDEX article_story ON article (story, number) WHERE story <> number;
        CREATE INDEX article_cluster ON article (cluster, number) WHERE cluster <> number;
        CREATE TABLE url (
          hash INTEGER NOT NULL, number INTEGER NOT NULL,
          PRIMARY KEY (hash, number)) WITHOUT ROWID;
        CREATE TABLE containment (
          whole INTEGER NOT NULL, part INTEGER NOT NULL,
          PRIMARY KEY (whole, part)) WITHOUT ROWID;
        CREATE INDEX containment_part ON containment (part, whole);
        CREATE TABLE job (
          id TEXT PRIMARY KEY,
          file_hash INTEGER NOT NULL,
          outcome TEXT NOT NULL,
          reason TEXT NOT NULL,
          content BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX job_file ON job (file_hash, id);
        CREATE INDEX job_outcome ON job (outcome, id);
        CREATE TABLE tally (
          kind TEXT NOT NULL, source TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL,
          count INTEGER NOT NULL,
          PRIMARY KEY (kind, source, outcome, reason)) WITHOUT ROWID;
        CREATE TABLE removal (
          number INTEGER PRIMARY KEY,
          id TEXT NOT NULL,
          cluster INTEGER NOT NULL,
          occurred INTEGER NOT NULL,
          why TEXT NOT NULL);
        """)
  }

  /// Keys of the articles that have left the index of copies, what was learned about sources, and
  /// when they last delivered. Some files of version 1 have these tables already.
  @Sendable
  private static func addDerivedTables(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE IF NOT EXISTS copy_key (
          key INTEGER NOT NULL, number INTEGER NOT NULL,
          PRIMARY KEY (key, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS copy_key_state (
          one INTEGER PRIMARY KEY CHECK (one = 1), through INTEGER NOT NULL);
        INSERT OR IGNORE INTO copy_key_state VALUES (1, 0);
        CREATE TABLE IF NOT EXISTS source_arrival (
          source TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS boilerplate (
          source TEXT NOT NULL, version INTEGER NOT NULL, line INTEGER NOT NULL,
          PRIMARY KEY (source, version, line)) WITHOUT ROWID;
        ALTER TABLE article RENAME COLUMN clock TO story_time;
        """)
  }

  /// The stories that articles were in on arrival, of those that have been moved since.
  @Sendable
  private static func addArrivalStories(in db: Database) throws {
    try db.execute(
      sql: "CREATE TABLE arrival_story (number INTEGER PRIMARY KEY, story INTEGER NOT NULL)")
  }

  /// The change feed. What was decided before there was one stands in it in the order of the decisions,
  /// each under the number of its decision, with those that were taken out since; ten million rows take
  /// some seconds.
  @Sendable
  private static func addChangeFeed(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE change (
          number INTEGER PRIMARY KEY, event INTEGER NOT NULL, article INTEGER NOT NULL);
        WITH RECURSIVE decided(number) AS (
          SELECT 1 FROM state WHERE highest > 0
          UNION ALL SELECT number + 1 FROM decided WHERE number < (SELECT highest FROM state))
        INSERT INTO change SELECT number, 1, number FROM decided;
        """)
  }

  /// The chain of a cluster's log. Made with the first batch of one: the ledger of a single machine does
  /// not have it, and every version reads the rest as before.
  static let chainTable = "chain"
  static let makeChainTable =
    "CREATE TABLE IF NOT EXISTS chain (one INTEGER PRIMARY KEY CHECK (one = 1), digest BLOB NOT NULL)"

  /// The hash by which a long key is looked up, as SQLite's signed integer.
  static func hash(_ bytes: some Sequence<UInt8>) -> Int64 {
    Int64(bitPattern: FNV1a.hash64(bytes))
  }
}
