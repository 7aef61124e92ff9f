internal import Articles
internal import JSONTree

/// What lies beside a quarantined file: what it was called, what is wrong, and what to do.
struct QuarantineNote {
  var job: OpenJob
  var closing: Closing

  func json() -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("job", job.claim.job)
    writer.member("file", String(decoding: job.claim.file, as: UTF8.self))
    if String(validating: job.claim.file, as: UTF8.self) == nil {
      writer.member("fileBytes", Base64.encode(job.claim.file))
    }
    writer.member("source", job.claim.source)
    writer.member("size", job.claim.stamp.size)
    writer.member("arrival", ISOTime.text(seconds: job.claim.arrival / 1_000))
    writer.member("reason", closing.reason)
    writer.member("detail", closing.detail)
    writer.member("remedy", closing.remedy)
    writer.endObject()
    writer.endLine()
    return writer.take()
  }
}
