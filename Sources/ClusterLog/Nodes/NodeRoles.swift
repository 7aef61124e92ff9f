/// What a node does.
package struct NodeRoles: OptionSet, Sendable, Hashable {
  package var rawValue: Int16

  package init(rawValue: Int16) { self.rawValue = rawValue }

  /// Takes files in and offers what is in them.
  package static let intake = NodeRoles(rawValue: 1)
  /// Follows the log with a ledger and an index of its own, and may be the decider.
  package static let archive = NodeRoles(rawValue: 2)

  /// Their names, in the order in which settings have them.
  package var names: [String] {
    (contains(.intake) ? ["intake"] : []) + (contains(.archive) ? ["archive"] : [])
  }

  /// The role of that name.
  package init?(name: String) {
    switch name {
    case "intake": self = .intake
    case "archive": self = .archive
    default: return nil
    }
  }
}
