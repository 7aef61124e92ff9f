internal import FoundationEssentials
internal import WebServer

/// Why a takedown was not carried out, in problem details (RFC 9457), whose text may hold something of the
/// client's.
struct TakedownProblem: Encodable {
  private var title: String
  private var status: Int
  private var detail: String

  init(_ status: Int, _ detail: String) {
    title = HTTPResponse.title(of: status)
    self.status = status
    self.detail = detail
  }

  /// The answer.
  var response: HTTPResponse {
    .problem(Array((try? JSONEncoder().encode(self)) ?? Data()), status: status)
  }
}
