internal import JSONTree
package import Ledger
internal import Model

extension JobRow {
  /// The job as one line of JSON, its newline included.
  package func jsonLine() -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("job", id)
    writer.member("file", String(decoding: file, as: UTF8.self))
    if String(validating: file, as: UTF8.self) == nil {
      writer.member("fileBytes", Base64.encode(file))
    }
    writer.member("source", source)
    writer.member("size", size)
    writer.member("digest", digest)
    writer.member("format", format)
    writer.member("arrival", ISOTime.text(seconds: arrival / 1_000))
    writer.member("finished", ISOTime.text(seconds: finished / 1_000))
    writer.member("attempts", attempts)
    writer.member("outcome", outcome.rawValue)
    writer.member("reason", reason)
    writer.member("detail", detail)
    writer.member("remedy", remedy)
    writer.key("counts")
    writer.beginObject()
    for (outcome, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      writer.member(outcome.rawValue, count)
    }
    writer.endObject()
    writer.member("notes", notes)
    writer.endObject()
    writer.endLine()
    return writer.take()
  }
}
