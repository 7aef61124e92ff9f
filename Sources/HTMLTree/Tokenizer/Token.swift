/// What the tokenizer has found; the details lie in its properties until the next call.
enum Token: UInt8 {
  case startTag, endTag, text, null, comment, doctype, end
}
