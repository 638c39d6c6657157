import Diagnostics
import Glibc
import Planning
import Rendering

/// Why an answer does not go to a file.
extension Diagnostic {
  static func notExported(_ order: ExportOrder, _ failure: ExportFile.Failure) -> Diagnostic {
    switch failure {
    case .exists:
      Diagnostic(
        .notExported, "'\(order.file)' is there already", at: order.span,
        help: "choose another name, or start with:  invoq … --yes")
    case .link:
      Diagnostic(
        .notExported, "'\(order.file)' is a link, and leads to another file", at: order.span,
        help: "write the name of the file itself")
    case .noFile: notExported(order, "that is a folder or a device")
    case .system(ENOENT): notExported(order, "there is no such folder")
    case .system(let number): notExported(order, unsafe String(cString: strerror(number)))
    case .interrupted: stopped()
    case .tooLarge: notExported(order, "a workbook holds 4 GiB, and this is more")
    }
  }

  static func notExported(_ order: ExportOrder, _ reason: String) -> Diagnostic {
    Diagnostic(
      .notExported, "'\(order.file)' cannot be written: \(reason)", at: order.span,
      help: "for example:  export \"open.xlsx\"")
  }

  static func unknownFileKind(_ order: ExportOrder, known: [String]) -> Diagnostic {
    Diagnostic(
      .unsuitedFile, "the end of '\(order.file)' does not say what to write", at: order.span,
      help: "end it with one of  \(known.map { "." + $0 }.joined(separator: " "))")
  }

  static func unsuitedWord(
    _ word: String, _ order: ExportOrder, _ format: FileFormat
  ) -> Diagnostic {
    let suited = FileFormat.allCases.filter { other in
      switch word {
      case "decimal comma": other.takesDecimalComma
      case "excel": other.takesByteOrderMark
      default: other.takesRaw
      }
    }
    return Diagnostic(
      .unsuitedFile, "'\(word)' means nothing for .\(format.rawValue)", at: order.span,
      help: "it is for  \(suited.map { "." + $0.rawValue }.joined(separator: " "))")
  }

  static func nothingDrawn(_ order: ExportOrder) -> Diagnostic {
    Diagnostic(
      .unsuitedFile, "an .svg holds a chart, and the question draws none", at: order.span,
      help: "put a chart before it:  … chart export \"\(order.file)\"")
  }

  static func tooManyRows(_ order: ExportOrder, _ most: Int) -> Diagnostic {
    Diagnostic(
      .unsuitedFile, "a sheet has room for \(most) rows, and the answer has more",
      at: order.span, help: "write a .csv, or ask for less")
  }
}
