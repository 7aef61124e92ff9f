/// How the text after a start tag is to be read.
enum ContentModel: UInt8 {
  case data, rcdata, rawText, scriptData, plainText, cdataSection
}
