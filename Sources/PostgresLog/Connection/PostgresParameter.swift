internal import ClusterLog

/// A value of a statement, in PostgreSQL's binary form.
enum PostgresParameter {
  case int2(Int16)
  case int4(Int32)
  case int8(Int64)
  case float8(Double)
  case text(String)
  case bytes([UInt8])
  case int2s([Int16])
  case int4s([Int32])
  case int4OrNulls([Int32?])
  case int8s([Int64])
  case int8OrNulls([Int64?])
  case float8s([Double])
  case texts([String])
  case byteStrings([[UInt8]])

  static func number(_ value: UInt64) -> PostgresParameter { .int8(Int64(bitPattern: value)) }

  static func numbers(_ values: [UInt64]) -> PostgresParameter {
    .int8s(values.map { Int64(bitPattern: $0) })
  }

  /// The type's number in `pg_type`, which never changes.
  var oid: UInt32 {
    switch self {
    case .int2: 21
    case .int4: 23
    case .int8: 20
    case .float8: 701
    case .text: 25
    case .bytes: 17
    case .int2s: 1005
    case .int4s, .int4OrNulls: 1007
    case .int8s, .int8OrNulls: 1016
    case .float8s: 1022
    case .texts: 1009
    case .byteStrings: 1001
    }
  }

  var encoded: [UInt8] {
    var out: [UInt8] = []
    switch self {
    case .int2(let value): Self.put(UInt16(bitPattern: value), &out)
    case .int4(let value): Self.put(UInt32(bitPattern: value), &out)
    case .int8(let value): Self.put(UInt64(bitPattern: value), &out)
    case .float8(let value): Self.put(value.bitPattern, &out)
    case .text(let value): out = Array(value.utf8)
    case .bytes(let value): out = value
    case .int2s(let values):
      Self.array(values, of: 21, &out) { Self.put(UInt16(bitPattern: $0), &$1) }
    case .int4s(let values):
      Self.array(values, of: 23, &out) { Self.put(UInt32(bitPattern: $0), &$1) }
    case .int4OrNulls(let values):
      Self.array(values, of: 23, &out) { Self.put(UInt32(bitPattern: $0), &$1) }
    case .int8s(let values):
      Self.array(values, of: 20, &out) { Self.put(UInt64(bitPattern: $0), &$1) }
    case .int8OrNulls(let values):
      Self.array(values, of: 20, &out) { Self.put(UInt64(bitPattern: $0), &$1) }
    case .float8s(let values): Self.array(values, of: 701, &out) { Self.put($0.bitPattern, &$1) }
    case .texts(let values): Self.array(values, of: 25, &out) { $1 += $0.utf8 }
    case .byteStrings(let values): Self.array(values, of: 17, &out) { $1 += $0 }
    }
    return out
  }

  private static func put(_ value: some FixedWidthInteger, _ out: inout [UInt8]) {
    for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
      out.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  /// One dimension from 1 on: dimensions, whether there are nulls, type, count, lower bound, elements.
  private static func array<Element>(
    _ values: [Element?], of oid: UInt32, _ out: inout [UInt8],
    _ element: (Element, inout [UInt8]) -> Void
  ) {
    put(UInt32(values.isEmpty ? 0 : 1), &out)
    put(UInt32(1), &out)
    put(oid, &out)
    guard !values.isEmpty else { return }
    put(UInt32(values.count), &out)
    put(UInt32(1), &out)
    for value in values {
      guard let value else {
        put(UInt32.max, &out)
        continue
      }
      let start = out.count
      put(UInt32(0), &out)
      element(value, &out)
      let count = UInt32(out.count - start - 4)
      for index in 0..<4 {
        out[start + index] = UInt8(truncatingIfNeeded: count >> (24 - 8 * index))
      }
    }
  }
}
