internal import FoundationEssentials
internal import WebServer

/// Problem details (RFC 9457) whose text may hold something of the client's, or of the state.
struct ProblemDetails: Encodable {
  private var title: String
  private var status: Int
  private var detail: String
  private var parameter: String?

  /// `parameter`: The one of the query that is wrong, where it is one.
  init(_ status: Int, _ detail: String, parameter: String? = nil) {
    title = HTTPResponse.title(of: status)
    self.status = status
    self.detail = detail
    self.parameter = parameter
  }

  /// The answer.
  func response(fields: [(name: String, value: String)] = []) -> HTTPResponse {
    .problem(
      Array((try? JSONEncoder().encode(self)) ?? Data()), status: status, fields: fields)
  }
}
