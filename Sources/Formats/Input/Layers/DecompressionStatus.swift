/// How a step of decompression ended.
enum DecompressionStatus { case more, streamEnd, damaged }
