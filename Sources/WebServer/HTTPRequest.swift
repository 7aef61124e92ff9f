/// The head of a request: method, path and query, decoded.
package struct HTTPRequest: Sendable {
  /// `GET`, `HEAD`, `POST`, or any other word that a client sends: what a resource does not have is the
  /// handler's to refuse.
  package var method: String
  /// The path with its percent escapes decoded, for example `/articles/7`.
  package var path: String
  /// The query's names and values in their order, decoded; a name without `=` has an empty value.
  package var query: [(name: String, value: String)]
  /// The time that the handler wanted to wait is up, or the server ends: it must answer now.
  package var mustAnswer = false

  /// The head's fields in their order, as they were sent.
  package var fields: [(name: String, value: String)]

  /// The connection that it came by, as long as that is open: a handler that is asked again, after it had
  /// nothing to answer, knows the request by it.
  package var connection: UInt = 0
  /// Who asks; read for `POST` only.
  package var peer: PeerCredentials?

  package init(
    method: String, path: String, query: [(name: String, value: String)] = [],
    fields: [(name: String, value: String)] = [], peer: PeerCredentials? = nil
  ) {
    self.method = method
    self.fields = fields
    self.peer = peer
    self.path = path
    self.query = query
  }

  /// All values of a name in the query.
  package func values(of name: String) -> [String] {
    query.filter { $0.name == name }.map(\.value)
  }

  /// All values of a field of the head, by its name in any case of letters.
  package func fieldValues(of name: String) -> [String] {
    let wanted = name.lowercased()
    return fields.filter { $0.name.lowercased() == wanted }.map(\.value)
  }

  /// The first value of a name in the query.
  package subscript(name: String) -> String? { query.first { $0.name == name }?.value }
}
