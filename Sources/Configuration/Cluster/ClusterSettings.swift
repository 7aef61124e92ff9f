package import Storage

/// This machine's part of a cluster, where it has one.
package struct ClusterSettings: Sendable, Equatable {
  /// What a node does.
  package enum Role: String, Sendable, CaseIterable {
    case intake, archive
  }

  /// How PostgreSQL is reached, as libpq says it; empty where this machine works alone.
  package var database = ""
  /// The node's name; empty where none was given.
  package var node = ""
  /// In the order of `Role`.
  package var roles = Role.allCases
  /// Silence of the decider after which another one takes over.
  package var lease = Duration.seconds(10)
  /// The folder that all nodes share for originals; nil where each keeps its own.
  package var originals: FilePath?

  package init() {}

  /// Whether this machine is part of a cluster.
  package var isSet: Bool { !database.isEmpty }

  /// What does not fit together, a sentence each.
  var problems: [String] {
    guard isSet else { return [] }
    return node.isEmpty
      ? [
        "cluster.database is set, and cluster.node is not: give the node its name, which is also its role in"
          + " PostgreSQL"
      ] : []
  }
}

extension ValueFormat where Value == String {
  /// A connection string of libpq, or none. Passwords have no place where everybody may read them.
  static var connection: ValueFormat {
    ValueFormat(
      notation: "none, or a connection string of libpq (host=… dbname=… user=…) without a password:"
        + " use passfile=",
      parse: { text in
        if text == "none" || text.isEmpty { return "" }
        let isString = text.contains("=") && !text.contains("password=")
        return isString && !text.utf8.contains(where: { $0 < 0x20 }) ? text : nil
      },
      text: { $0.isEmpty ? "none" : $0 })
  }

  /// A node's name, which is a role's in PostgreSQL too, or none.
  static var nodeName: ValueFormat {
    ValueFormat(
      notation: "none, or a name of a-z, 0-9, - and _, at most 63 of them, a letter first",
      parse: { text in
        if text == "none" || text.isEmpty { return "" }
        let isName = text.utf8.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
          case UInt8(ascii: "-"), UInt8(ascii: "_"): true
          default: false
          }
        }
        let first = text.utf8.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        return isName && first == true && text.utf8.count <= 63 ? text : nil
      },
      text: { $0.isEmpty ? "none" : $0 })
  }
}

extension ValueFormat where Value == FilePath? {
  /// A folder, or none.
  static var pathOrNone: ValueFormat {
    ValueFormat(
      notation: "none, or an absolute path",
      parse: { text in
        if text == "none" || text.isEmpty { return .some(nil) }
        guard text.hasPrefix("/"), !text.utf8.contains(0) else { return .none }
        return .some(FilePath(text))
      },
      text: { $0?.string ?? "none" })
  }
}

extension ValueFormat where Value == [ClusterSettings.Role] {
  /// Roles of a node, with commas.
  static var roles: ValueFormat {
    ValueFormat(
      notation: "intake, archive, or both with a comma",
      parse: { text in
        let names = text.split(separator: ",").map { $0.filter { $0 != " " } }
        let roles = names.compactMap { ClusterSettings.Role(rawValue: String($0)) }
        guard !roles.isEmpty, roles.count == names.count, Set(roles).count == roles.count else {
          return nil
        }
        return ClusterSettings.Role.allCases.filter(roles.contains)
      },
      text: { $0.map(\.rawValue).joined(separator: ", ") })
  }
}
