/// The statements of the log, each one step: one round trip, one transaction.
enum LogStatements {
  static let settings = "SELECT log_format, signature_format FROM setting WHERE one = 1"

  static let join = """
    INSERT INTO node (id, name, instance, roles, version, formats, session, seen)
    SELECT coalesce(max(id), 0) + 1, $1, $2::uuid, $3, $4, $5, '', now() FROM node
    ON CONFLICT (name) DO NOTHING
    """

  static let register = """
    UPDATE node SET session = $3, seen = now(), roles = $4, version = $5, formats = $6
    WHERE name = $1 AND instance = $2::uuid AND left_at IS NULL RETURNING id
    """

  static let knownNode = "SELECT instance::text, left_at IS NOT NULL FROM node WHERE name = $1"

  static let openOffers =
    "SELECT n, kind, id FROM offer WHERE node = $1 AND n >= $2 ORDER BY n"

  /// The share lock is what a new session waits for: after it nothing of the old one comes in.
  static let offer = """
    WITH mine AS (
      SELECT id FROM node WHERE id = $1 AND session = $2
        AND ($3 = 0 OR EXISTS (SELECT 1 FROM offer WHERE node = $1 AND n = $3)) FOR SHARE)
    INSERT INTO offer
    SELECT mine.id, t.* FROM mine,
      unnest($4::int8[], $5::int2[], $6::text[], $7::text[], $8::bytea[], $9::bytea[]) t
    RETURNING n
    """

  static let answers = """
    SELECT n, number, node, copy_of, kind, similarity, story, head, rest
    FROM decision WHERE node = $1 AND n > $2
    UNION ALL SELECT n, NULL, node, batch, kind, NULL, NULL, NULL, NULL
    FROM event WHERE node = $1 AND n > $2
    ORDER BY 1 LIMIT $3
    """

  /// The clock is the server's. Waits for the share lock of a statement under an older epoch. Who cannot write
  /// what the log is written in does not get it.
  static let takeLease = """
    UPDATE decider SET epoch = epoch + 1, holder = $1,
      expires = clock_timestamp() + make_interval(secs => $2)
    WHERE one = 1 AND (expires < clock_timestamp() OR holder = $1) AND paused = ''
      AND NOT (rests = $1 AND rests_until > clock_timestamp())
      AND $3 >= (SELECT log_format FROM setting) RETURNING epoch
    """

  static let giveBack = "UPDATE decider SET expires = '-infinity' WHERE one = 1 AND epoch = $1"

  /// Under a new epoch: what the one who decides has under way is fenced.
  static let stepDown = """
    UPDATE decider SET epoch = epoch + 1, rests = holder, holder = '', expires = '-infinity',
      rests_until = clock_timestamp() + make_interval(secs => $1)
    WHERE one = 1 AND expires > clock_timestamp() RETURNING rests
    """

  static let pause = """
    UPDATE decider SET epoch = epoch + 1, holder = '', expires = '-infinity', paused = $1
    WHERE one = 1 AND paused = '' RETURNING epoch
    """

  static let resume =
    "UPDATE decider SET paused = '' WHERE one = 1 AND paused <> '' RETURNING epoch"

  /// Nothing while a node that has not left reads less.
  static let upgrade = """
    UPDATE setting SET log_format = $1 WHERE one = 1 AND log_format < $1
      AND NOT EXISTS (SELECT FROM node WHERE left_at IS NULL AND formats < $1) RETURNING log_format
    """

  static let older =
    "SELECT name FROM node WHERE left_at IS NULL AND formats < $1 ORDER BY id"

  static let head = "SELECT number, last, chain FROM batch ORDER BY number DESC LIMIT 1"

  static let cursors = """
    SELECT id, greatest(
      coalesce((SELECT max(n) FROM decision WHERE decision.node = node.id), 0),
      coalesce((SELECT max(n) FROM event WHERE event.node = node.id), 0))
    FROM node
    """

  static let leave =
    "UPDATE node SET left_at = now() WHERE name = $1 AND left_at IS NULL RETURNING id"

  static let decider = """
    SELECT holder, epoch, CASE WHEN isfinite(expires)
      THEN extract(epoch FROM expires - clock_timestamp())::float8 ELSE 0 END, paused
    FROM decider WHERE one = 1
    """

  static let nodes = """
    SELECT id, name, roles, version, extract(epoch FROM clock_timestamp() - seen)::float8,
      left_at IS NOT NULL, report, coalesce((SELECT max(n) FROM offer WHERE offer.node = node.id), 0),
      greatest(coalesce((SELECT max(n) FROM decision WHERE decision.node = node.id), 0),
        coalesce((SELECT max(n) FROM event WHERE event.node = node.id), 0))
    FROM node ORDER BY id
    """

  static let inspection = """
    SELECT current_setting('server_version_num')::int4, current_user::text,
      to_regclass('winnow.setting') IS NOT NULL,
      coalesce((SELECT pg_has_role(oid, 'member') FROM pg_roles WHERE rolname = 'winnow_node'), false),
      coalesce((SELECT pg_has_role(oid, 'member') FROM pg_roles WHERE rolname = 'winnow_archive'), false),
      current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on',
      (extract(epoch FROM clock_timestamp()) * 1000)::int8
    """

  static let report =
    "UPDATE node SET seen = now(), report = $2 WHERE name = $1 AND left_at IS NULL RETURNING id"

  static let emptyRemoved = "SELECT empty_removed()"

  static let renew = """
    UPDATE decider SET expires = clock_timestamp() + make_interval(secs => $2)
    WHERE one = 1 AND epoch = $1 RETURNING epoch
    """

  static let offers = """
    SELECT o.node, o.n, o.kind, o.id, o.source, o.signed, o.content
    FROM node LEFT JOIN unnest($1::int4[], $2::int8[]) c (node, n) ON c.node = node.id
    CROSS JOIN LATERAL (
      SELECT * FROM offer WHERE offer.node = node.id AND offer.n > coalesce(c.n, 0)
      ORDER BY offer.n LIMIT $3) o
    ORDER BY o.node, o.n
    """

  static let append = """
    WITH fence AS (
      SELECT epoch FROM decider WHERE one = 1 AND epoch = $1
        AND ($2 = 1 OR EXISTS (SELECT 1 FROM batch WHERE number = $2 - 1 AND chain = $5)) FOR SHARE),
    decided AS (
      INSERT INTO decision SELECT t.* FROM fence,
        unnest($6::int8[], $7::int4[], $8::int8[], $9::int8[], $10::int2[], $11::float8[],
          $12::int8[], $13::int8[], $14::bytea[]) t),
    happened AS (
      INSERT INTO event SELECT $2, t.* FROM fence,
        unnest($15::int4[], $16::int2[], $17::int4[], $18::int8[], $19::bytea[]) t)
    INSERT INTO batch SELECT $2, epoch, $3, $4, now(), (SELECT log_format FROM setting)
    FROM fence RETURNING number
    """

  static let batches = """
    SELECT number, last, chain, (extract(epoch FROM decided) * 1000)::int8, format FROM batch
    WHERE number >= $1 ORDER BY number LIMIT $2
    """

  static let decisions = """
    SELECT d.n, d.number, d.node, d.copy_of, d.kind, d.similarity, d.story, d.head, d.rest,
      o.kind, o.id, o.source, o.signed, o.content
    FROM decision d JOIN offer o ON o.node = d.node AND o.n = d.n
    WHERE d.number > $1 AND d.number <= $2 ORDER BY d.number
    """

  static let events = """
    SELECT e.batch, e.kind, e.payload, e.node, e.n, o.kind, o.id, o.source, o.signed, o.content
    FROM event e LEFT JOIN offer o ON o.node = e.node AND o.n = e.n
    WHERE e.batch >= $1 AND e.batch <= $2 ORDER BY e.batch, e.at
    """
}
