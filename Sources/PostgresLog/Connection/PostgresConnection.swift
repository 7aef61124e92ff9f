internal import CPostgres
internal import ClusterLog

// @unchecked: `PostgresLog` is an actor and has it to itself.

/// One connection to a PostgreSQL server, which is opened when it is needed and again when it was lost.
/// Its calls block.
@safe final class PostgresConnection: @unchecked Sendable {
  /// What an answer's loss means.
  enum Purpose {
    /// Nothing is changed: asking again does no harm.
    case reading
    /// One statement that takes effect or not.
    case step
  }

  private let parameters: String
  private var handle: OpaquePointer?
  private var prepared: [String: String] = [:]

  /// `parameters`: A connection string of libpq; what it does not say is taken from `defaults`.
  init(_ parameters: String) { self.parameters = parameters }

  deinit { unsafe PQfinish(handle) }

  /// What is set when the connection string does not say otherwise: a machine that is gone is noticed
  /// within seconds.
  static let defaults: [(String, String)] = [
    ("application_name", "winnow"), ("connect_timeout", "3"), ("tcp_user_timeout", "5000"),
    ("keepalives", "1"), ("keepalives_idle", "5"), ("keepalives_interval", "2"),
    ("keepalives_count", "3"), ("target_session_attrs", "read-write"),
  ]

  /// A commit is never cancelled: who gives up drops the connection and looks again.
  private static let setup =
    "SET search_path = winnow; SET synchronous_commit = on; SET statement_timeout = 0;"
    + " SET default_transaction_isolation = 'read committed'"

  func close() {
    unsafe PQfinish(handle)
    unsafe handle = nil
    prepared = [:]
  }

  /// Runs one statement, prepared once a connection.
  ///
  /// What only reads is asked again on a new connection when the one that was there is lost.
  /// Throws `LogError`; the connection is a new one after that, unless the statement itself is at fault.
  func run(
    _ sql: String, _ arguments: [PostgresParameter], _ purpose: Purpose
  ) throws(LogError) -> [PostgresRow] {
    let wasOpen = unsafe handle != nil
    do throws(LogError) {
      return try runOnce(sql, arguments, purpose)
    } catch {
      guard wasOpen, purpose == .reading, unsafe handle == nil else { throw error }
      return try runOnce(sql, arguments, purpose)
    }
  }

  private func runOnce(
    _ sql: String, _ arguments: [PostgresParameter], _ purpose: Purpose
  ) throws(LogError) -> [PostgresRow] {
    let name = try prepare(sql, arguments)
    let values = arguments.map(\.encoded)
    var pointers = unsafe [UnsafePointer<CChar>?]()
    let lengths = values.map { Int32($0.count) }
    let formats = [Int32](repeating: 1, count: values.count)
    let all = values.flatMap { $0 }
    let nowhere = unsafe Self.nowhere
    let result = unsafe all.withUnsafeBytes { bytes in
      var offset = 0
      for value in values {
        // An empty value is not null.
        let base = unsafe bytes.baseAddress ?? nowhere
        unsafe pointers.append((base + offset).assumingMemoryBound(to: CChar.self))
        offset += value.count
      }
      return unsafe PQexecPrepared(
        handle, name, Int32(values.count), pointers, lengths, formats, 1)
    }
    defer { unsafe PQclear(result) }
    switch unsafe PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK: return unsafe Self.rows(of: result)
    default: throw unsafe failure(result, purpose)
    }
  }

  /// Runs statements without values: the schema, and what an operator asks for.
  func run(script: String) throws(LogError) {
    try open()
    let result = unsafe PQexec(handle, script)
    defer { unsafe PQclear(result) }
    switch unsafe PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK: return
    default: throw unsafe failure(result, .step)
    }
  }

  private nonisolated(unsafe) static let nowhere = UnsafeRawPointer(
    UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))

  private func prepare(
    _ sql: String, _ arguments: [PostgresParameter]
  ) throws(LogError) -> String {
    try open()
    if let name = prepared[sql] { return name }
    let name = "s\(prepared.count)"
    let types = arguments.map(\.oid)
    let result = unsafe PQprepare(handle, name, sql, Int32(types.count), types)
    defer { unsafe PQclear(result) }
    guard unsafe PQresultStatus(result) == PGRES_COMMAND_OK else {
      throw unsafe failure(result, .reading)
    }
    prepared[sql] = name
    return name
  }

  private func open() throws(LogError) {
    if unsafe handle != nil, unsafe PQstatus(handle) == CONNECTION_OK { return }
    close()
    let fixed = [("client_encoding", "UTF8"), ("dbname", parameters)]
    let names = (Self.defaults + fixed).map(\.0)
    let values = (Self.defaults + fixed).map(\.1)
    // What stands later counts, and the connection string stands last.
    let opened = unsafe Self.withCStrings(names) { names in
      unsafe Self.withCStrings(values) { values in unsafe PQconnectdbParams(names, values, 1) }
    }
    guard unsafe PQstatus(opened) == CONNECTION_OK else {
      let detail = unsafe Self.message(of: opened)
      unsafe PQfinish(opened)
      throw .unreachable(detail)
    }
    unsafe handle = opened
    unsafe PQsetNoticeProcessor(opened, { _, _ in }, nil)
    let result = unsafe PQexec(opened, Self.setup)
    defer { unsafe PQclear(result) }
    guard unsafe PQresultStatus(result) == PGRES_COMMAND_OK else {
      throw unsafe failure(result, .reading)
    }
  }

  /// The array that C wants: a pointer to each text, and nil.
  private static func withCStrings<Value>(
    _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value
  ) -> Value {
    var bytes: [CChar] = []
    var offsets: [Int] = []
    for text in texts {
      offsets.append(bytes.count)
      bytes += text.utf8.map { CChar(bitPattern: $0) } + [0]
    }
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      var pointers = unsafe [UnsafePointer<CChar>?]()
      for offset in offsets {
        unsafe pointers.append(unsafe buffer.baseAddress.map { unsafe $0 + offset })
      }
      unsafe pointers.append(nil)
      return unsafe pointers.withUnsafeBufferPointer { pointers in
        guard let base = pointers.baseAddress else { preconditionFailure("it ends with nil") }
        return unsafe body(base)
      }
    }
  }

  private func failure(_ result: OpaquePointer?, _ purpose: Purpose) -> LogError {
    let code = unsafe PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map {
      unsafe String(cString: $0)
    }
    let detail = unsafe Self.message(of: handle)
    let isLost = unsafe PQstatus(handle) != CONNECTION_OK
    switch code.map(SQLState.init) {
    case .refused: return .refused(detail)
    case .damaged: return .damaged(detail)
    case .notTaken where !isLost: return .unreachable(detail)
    case .notTaken, .unknown, nil:
      close()
      return purpose == .step ? .outcomeUnknown(detail) : .unreachable(detail)
    }
  }

  private static func message(of connection: OpaquePointer?) -> String {
    let text = unsafe PQerrorMessage(connection).map { unsafe String(cString: $0) } ?? "no memory"
    return text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "no answer"
  }

  private static func rows(of result: OpaquePointer?) -> [PostgresRow] {
    let (count, columnCount) = unsafe (PQntuples(result), PQnfields(result))
    return (0..<count).map { row in
      PostgresRow(
        (0..<columnCount).map { column in
          guard unsafe PQgetisnull(result, row, column) == 0,
            let start = unsafe PQgetvalue(result, row, column)
          else { return nil }
          let length = Int(unsafe PQgetlength(result, row, column))
          return unsafe Array(UnsafeRawBufferPointer(start: start, count: length))
        })
    }
  }
}
