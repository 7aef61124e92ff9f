internal import ClusterLog

/// One row of an answer, column by column in PostgreSQL's binary form.
struct PostgresRow {
  private var columns: [[UInt8]?]

  init(_ columns: [[UInt8]?]) { self.columns = columns }

  func isNull(_ column: Int) -> Bool { columns[column] == nil }

  func bytes(_ column: Int) throws(LogError) -> [UInt8] {
    guard let bytes = columns[column] else { throw .damaged("column \(column) is null") }
    return bytes
  }

  func text(_ column: Int) throws(LogError) -> String {
    String(decoding: try bytes(column), as: UTF8.self)
  }

  func int2(_ column: Int) throws(LogError) -> Int16 {
    Int16(bitPattern: try integer(column))
  }

  func int4(_ column: Int) throws(LogError) -> Int32 {
    Int32(bitPattern: try integer(column))
  }

  func int8(_ column: Int) throws(LogError) -> Int64 {
    Int64(bitPattern: try integer(column))
  }

  func number(_ column: Int) throws(LogError) -> UInt64 { try integer(column) }

  func float8(_ column: Int) throws(LogError) -> Double {
    Double(bitPattern: try integer(column))
  }

  private func integer<Value: FixedWidthInteger & UnsignedInteger>(
    _ column: Int
  ) throws(LogError) -> Value {
    let bytes = try bytes(column)
    guard bytes.count == Value.bitWidth / 8 else {
      throw .damaged("column \(column) has \(bytes.count) bytes")
    }
    return bytes.reduce(0) { $0 << 8 | Value($1) }
  }
}
