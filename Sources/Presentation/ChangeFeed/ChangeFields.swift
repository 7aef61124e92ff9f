internal import Extraction
internal import JSONTree
internal import Model

/// The keys of a line of the change feed that are asked for, in the order of the line.
///
/// `number`, `event` and `id` stand on every line: without them none can be applied.
package struct ChangeFields: Sendable, Equatable {
  /// All keys, in their order.
  package static let names = ChangeLine.always + ChangeLine.members.map(\.name)

  /// Indexes into `ChangeLine.members`.
  let indexes: [Int]

  private init(indexes: [Int]) { self.indexes = indexes }

  /// Every key.
  package static let all = ChangeFields(indexes: Array(ChangeLine.members.indices))

  /// The keys of these names.
  ///
  /// Throws `ChangeRequestError` for a name that is none, and where there are none.
  package init(names: [String]) throws(ChangeRequestError) {
    let known = Self.names
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw ChangeRequestError(
        parameter: "fields",
        detail: "holds \"\(unknown)\", which is no key of a line; there are "
          + known.joined(separator: ", "))
    }
    guard !names.isEmpty else {
      throw ChangeRequestError(
        parameter: "fields", detail: "takes names such as headline,url with commas between")
    }
    indexes = ChangeLine.members.indices.filter { names.contains(ChangeLine.members[$0].name) }
  }
}
