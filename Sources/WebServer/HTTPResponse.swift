/// An answer, complete in memory.
package struct HTTPResponse: Sendable {
  package var status: Int
  package var contentType: String
  /// Further header fields; names and values are the program's own, never a client's.
  package var fields: [(name: String, value: String)]
  package var body: [UInt8]

  package init(
    status: Int = 200, contentType: String, fields: [(name: String, value: String)] = [],
    body: [UInt8]
  ) {
    self.status = status
    self.contentType = contentType
    self.fields = fields
    self.body = body
  }

  /// One JSON document, as it stands.
  package static func json(_ body: [UInt8], status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, contentType: "application/json", body: body)
  }

  /// `{"error": message}`; the message is the program's own text without quotation marks.
  package static func error(
    _ status: Int, _ message: StaticString, fields: [(name: String, value: String)] = []
  ) -> HTTPResponse {
    HTTPResponse(
      status: status, contentType: "application/json", fields: fields,
      body: Array("{\"error\":\"\(message)\"}".utf8))
  }
}
