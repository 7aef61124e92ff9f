/// The formats that are told apart by content.
enum FormatName: String, Sendable, CaseIterable {
  case html, text, json, jsonLines = "json-lines", csv, feed, warc, arc, mhtml, mail
  case http = "http-response"
  case zip
}
