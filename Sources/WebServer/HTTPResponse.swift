/// An answer: complete in memory, or going on as a stream of events.
package struct HTTPResponse: Sendable {
  package var status: Int
  package var contentType: String
  /// Further header fields; names and values are the program's own, never a client's.
  package var fields: [(name: String, value: String)]
  package var body: [UInt8]
  /// Set where there is nothing to answer yet: the handler is asked again after `HTTPServer.wake()`, or
  /// when so much time has passed since the first time. Nothing else of it is sent then.
  package var wait: Duration?
  /// What follows the body for as long as it goes on.
  package var stream: HTTPEventStream?

  package init(
    status: Int = 200, contentType: String, fields: [(name: String, value: String)] = [],
    body: [UInt8]
  ) {
    self.status = status
    self.contentType = contentType
    self.fields = fields
    self.body = body
  }

  /// No answer yet; see `wait`.
  package static func later(_ wait: Duration) -> HTTPResponse {
    var response = HTTPResponse(contentType: "", body: [])
    response.wait = wait
    return response
  }

  /// One JSON document, as it stands.
  package static func json(_ body: [UInt8], status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, contentType: "application/json", body: body)
  }

  /// Problem details (RFC 9457): `{"title", "status", "detail"}`; the message is the program's own text
  /// without quotation marks.
  package static func error(
    _ status: Int, _ message: StaticString, fields: [(name: String, value: String)] = []
  ) -> HTTPResponse {
    problem(
      Array(
        #"{"title":"\#(title(of: status))","status":\#(status),"detail":"\#(message)"}"#.utf8),
      status: status, fields: fields)
  }

  /// Problem details (RFC 9457) that were written as JSON elsewhere.
  package static func problem(
    _ body: [UInt8], status: Int, fields: [(name: String, value: String)] = []
  ) -> HTTPResponse {
    HTTPResponse(
      status: status, contentType: "application/problem+json", fields: fields, body: body)
  }

  /// The phrase of a status (RFC 9110, chapter 15), as the title of a problem without a type of its own.
  package static func title(of status: Int) -> String {
    switch status {
    case 400: "Bad Request"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 409: "Conflict"
    case 503: "Service Unavailable"
    default: "Internal Server Error"
    }
  }
}
