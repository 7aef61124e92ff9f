import Model

/// Why a file or a record is refused here, each with its sentence; remedies are the reasons' own.
enum Refusals {
  static let empty = Refusal(reason: .empty, detail: "There is nothing in it but blanks.")

  static let binary = Refusal(
    reason: .binary, detail: "The bytes are no text in any encoding that winnow knows.")

  static let noText = Refusal(
    reason: .noText, detail: "The record names an article and carries none of its text.")

  static func unsupported(_ name: String) -> Refusal {
    Refusal(reason: .unsupportedFormat, detail: "This is \(name), which winnow does not read.")
  }

  static func limit(_ what: String) -> Refusal {
    Refusal(reason: .limit, detail: "It goes beyond a limit: \(what).")
  }

  static func broken(_ format: String, _ what: String) -> Refusal {
    Refusal(reason: .broken, detail: "This looks like \(format), but \(what).")
  }

  static func noArticle(_ what: String) -> Refusal {
    Refusal(reason: .noArticle, detail: "\(what) holds no article.")
  }

  static func errorResponse(_ what: String) -> Refusal {
    let what = what.hasSuffix(".") ? String(what.dropLast()) : what
    return Refusal(
      reason: .errorResponse, detail: "The server answered with an error: \(what).")
  }

  static func notAPage(_ what: String) -> Refusal {
    Refusal(reason: .notAPage, detail: "This is \(what), which holds no article.")
  }

  static func noRecords(_ format: String) -> Refusal {
    Refusal(
      reason: .empty, detail: "The \(format) file is whole, and there is no record in it.",
      remedy: "Nothing to do, unless articles were expected here.")
  }
}
