internal import Bytes
internal import Model

/// What stands beside a file that was set aside: `<job id>.reason.json`, one JSON object (RFC 8259).
struct QuarantineNote {
  var jobID: String
  /// Path below the inbox, raw bytes.
  var file: [UInt8]
  var refusal: Refusal
  /// Bytes.
  var size: UInt64
  /// Nanoseconds since 1970.
  var modified: Int64
  /// Nanoseconds since 1970.
  var time: Int64

  /// The note as UTF-8, ending with a newline. A name that is not UTF-8 is there a second time, in
  /// base64.
  var json: [UInt8] {
    var fields: [(String, String)] = [
      ("job", quoted(jobID)), ("file", quoted(String(decoding: file, as: UTF8.self))),
    ]
    if String(validating: file, as: UTF8.self) == nil {
      fields.append(("fileBytes", quoted(Base64.encode(file))))
    }
    fields += [
      ("outcome", quoted("quarantined")), ("reason", quoted(refusal.reason.rawValue)),
      ("detail", quoted(refusal.detail)), ("remedy", quoted(refusal.remedy)),
      ("size", String(size)), ("mtime", String(modified / 1_000_000_000)),
      ("time", String(time / 1_000_000_000)),
    ]
    let lines = fields.map { "  \(quoted($0.0)): \($0.1)" }.joined(separator: ",\n")
    return Array("{\n\(lines)\n}\n".utf8)
  }

  /// As a JSON string; control characters, and those that turn text around, are escaped, so that
  /// `cat` may show it.
  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      default:
        let category = scalar.properties.generalCategory
        if category == .control || category == .format {
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }
}
