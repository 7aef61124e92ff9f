internal import ClusterLog

/// The tables of the log and the rights of those who use it: what an operator runs once.
///
/// Rows of batch, decision, event and offer are written once; nobody but the owner may change or delete
/// one. Only `node` and `decider` are ever updated, about once in three seconds.
package enum LogSchema {
  /// `psql` takes it as it is. `signatureFormat`: Signatures of two formats cannot be compared.
  package static func sql(signatureFormat: Int16) -> String {
    """
    -- The log of a cluster of winnow: in a database of its own, as its owner or a superuser.
    BEGIN;
    CREATE SCHEMA winnow;
    SET search_path = winnow;
    \(tables)
    INSERT INTO setting VALUES (1, \(LogFormat.newest), \(signatureFormat), gen_random_uuid());
    INSERT INTO decider VALUES (1, 0, '', '-infinity');
    \(functions)
    \(rights)
    COMMIT;

    """
  }

  private static let tables = """
    CREATE TABLE setting (
      one int4 PRIMARY KEY CHECK (one = 1), log_format int2 NOT NULL, signature_format int2 NOT NULL,
      cluster uuid NOT NULL);
    CREATE TABLE node (
      id int4 PRIMARY KEY, name text UNIQUE NOT NULL, instance uuid UNIQUE NOT NULL, roles int2 NOT NULL,
      version text NOT NULL, formats int2 NOT NULL, session text NOT NULL, seen timestamptz NOT NULL, left_at timestamptz,
      report text NOT NULL DEFAULT '');
    CREATE TABLE offer (
      node int4, n int8, kind int2 NOT NULL, id text NOT NULL, source text NOT NULL,
      signed bytea NOT NULL, content bytea NOT NULL, PRIMARY KEY (node, n));
    -- Both are compressed already.
    ALTER TABLE offer ALTER signed SET STORAGE EXTERNAL, ALTER content SET STORAGE EXTERNAL;
    -- The few offers that are not looked for by their numbers.
    CREATE INDEX amendment ON offer (id) WHERE kind = 3;
    CREATE INDEX removal ON offer (node, n) WHERE kind = 4;
    CREATE TABLE decider (
      one int4 PRIMARY KEY CHECK (one = 1), epoch int8 NOT NULL, holder text NOT NULL,
      expires timestamptz NOT NULL,
      -- Why nobody is to decide; empty where somebody is.
      paused text NOT NULL DEFAULT '',
      -- Who has stepped down, and is not to decide before that time.
      rests text NOT NULL DEFAULT '', rests_until timestamptz NOT NULL DEFAULT '-infinity');
    CREATE TABLE batch (
      number int8 PRIMARY KEY, epoch int8 NOT NULL, last int8 NOT NULL, chain bytea NOT NULL,
      decided timestamptz NOT NULL, format int2 NOT NULL);
    CREATE TABLE decision (
      number int8 PRIMARY KEY, node int4 NOT NULL, n int8 NOT NULL, copy_of int8, kind int2 NOT NULL,
      similarity float8 NOT NULL, story int8 NOT NULL, head int8 NOT NULL, rest bytea NOT NULL,
      UNIQUE (node, n));
    CREATE TABLE event (
      batch int8, at int4, kind int2 NOT NULL, node int4, n int8, payload bytea NOT NULL,
      PRIMARY KEY (batch, at), UNIQUE (node, n));
    """

  /// Takes the texts of articles that were taken out from the offers: the only way in which a row of the log
  /// is ever changed, and for nothing whose takedown is not decided. Old versions of the rows go with vacuum.
  private static let functions = """
    CREATE FUNCTION empty_removed() RETURNS int8
    LANGUAGE sql SECURITY DEFINER SET search_path = winnow, pg_temp AS $$
      WITH removed AS (
        SELECT d.node, d.n, d.number FROM offer r
        JOIN event e ON e.node = r.node AND e.n = r.n
        JOIN decision d ON d.number = CASE WHEN r.kind = 4 THEN r.id::int8 END
        WHERE r.kind = 4),
      article AS (
        UPDATE offer o SET content = '' FROM removed r
        WHERE o.node = r.node AND o.n = r.n AND o.content <> '' RETURNING 1),
      amendment AS (
        UPDATE offer o SET content = '' FROM removed r
        WHERE o.kind = 3 AND o.id = r.number::text AND o.content <> ''
          AND EXISTS (SELECT FROM event e WHERE e.node = o.node AND e.n = o.n) RETURNING 1)
      SELECT (SELECT count(*) FROM article) + (SELECT count(*) FROM amendment)
    $$;
    REVOKE ALL ON FUNCTION empty_removed() FROM PUBLIC;
    """

  private static let rights = """
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'winnow_node') THEN
        CREATE ROLE winnow_node NOLOGIN;
      END IF;
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'winnow_archive') THEN
        CREATE ROLE winnow_archive NOLOGIN IN ROLE winnow_node;
      END IF;
    END $$;
    GRANT USAGE ON SCHEMA winnow TO winnow_node, winnow_archive;
    GRANT SELECT ON ALL TABLES IN SCHEMA winnow TO winnow_node, winnow_archive;
    GRANT INSERT ON node, offer TO winnow_node, winnow_archive;
    GRANT UPDATE (roles, version, formats, session, seen, report) ON node TO winnow_node, winnow_archive;
    GRANT INSERT ON batch, decision, event TO winnow_archive;
    GRANT EXECUTE ON FUNCTION empty_removed() TO winnow_archive;
    GRANT UPDATE (epoch, holder, expires, paused, rests, rests_until) ON decider TO winnow_archive;
    ALTER TABLE node ENABLE ROW LEVEL SECURITY;
    CREATE POLICY see ON node FOR SELECT USING (true);
    CREATE POLICY come ON node FOR INSERT WITH CHECK (name = current_user);
    CREATE POLICY own ON node FOR UPDATE USING (name = current_user) WITH CHECK (name = current_user);
    ALTER TABLE offer ENABLE ROW LEVEL SECURITY;
    CREATE POLICY see ON offer FOR SELECT USING (true);
    CREATE POLICY own ON offer FOR INSERT
      WITH CHECK (node = (SELECT id FROM node WHERE name = current_user));
    """
}
