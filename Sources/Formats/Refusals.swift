import Model

/// The reasons for which a file or a record is refused, each with its sentence and its remedy.
enum Refusals {
  static let empty = Refusal(
    reason: .empty, detail: "There is nothing in it but blanks.",
    remedy: "Look at the scraper: it saved an empty answer.")

  static let binary = Refusal(
    reason: .binary, detail: "The bytes are no text in any encoding that winnow knows.",
    remedy: "Keep pictures, archives and programs out of the inbox.")

  static func unsupported(_ name: String) -> Refusal {
    Refusal(
      reason: .unsupportedFormat, detail: "This is \(name), which winnow does not read.",
      remedy: "Convert it to HTML or text, and drop that.")
  }

  static func limit(_ what: String) -> Refusal {
    Refusal(
      reason: .limit, detail: "It goes beyond a limit: \(what).",
      remedy: "If the file is wanted, split it, or raise the limit in the settings.")
  }

  static func broken(_ format: String, _ what: String) -> Refusal {
    Refusal(
      reason: .broken, detail: "This looks like \(format), but \(what).",
      remedy: "Fetch it again; the file was probably cut short while it was written.")
  }

  static func noArticle(_ what: String) -> Refusal {
    Refusal(
      reason: .noArticle, detail: "\(what) holds no article.",
      remedy: "Nothing to do, unless an article was expected here.")
  }

  static let noText = Refusal(
    reason: .noText, detail: "The record names an article and carries none of its text.",
    remedy: "Let the scraper fetch the article's page as well.")

  static func errorResponse(_ what: String) -> Refusal {
    let what = what.hasSuffix(".") ? String(what.dropLast()) : what
    return Refusal(
      reason: .errorResponse, detail: "The server answered with an error: \(what).",
      remedy: "Let the scraper fetch it again, or skip addresses that fail.")
  }

  static func notAPage(_ what: String) -> Refusal {
    Refusal(
      reason: .notAPage, detail: "This is \(what), which holds no article.",
      remedy: "Nothing to do: web archives hold such records beside their pages.")
  }

  static func noRecords(_ format: String) -> Refusal {
    Refusal(
      reason: .empty, detail: "The \(format) file is whole, and there is no record in it.",
      remedy: "Nothing to do, unless articles were expected here.")
  }
}
