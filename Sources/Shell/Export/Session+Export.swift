import Accounting
import Columns
import Diagnostics
import Execution
import Model
import Planning
import Rendering
internal import Synchronization
import Syntax

/// Answers that go to a file.
extension Session {
  /// Writes an answer to the file that its question names, and says what came of it.
  func export(
    _ answer: GivenAnswer, _ order: ExportOrder, question: String
  ) throws(Mistakes) -> Outcome {
    if isSafe { throw Mistakes([.notInSafeMode("export", at: order.span)]) }
    let format = try suited(order, answer)
    guard let file = ExportFile(path(of: order.file)) else {
      throw Mistakes([.notExported(order, "that is no name of a file")])
    }
    guard let isReplacing = try mayReplace(file, order) else {
      remark(["'\(order.file)' stays as it is;  it export \"…\"  writes another file"])
      return .done
    }
    let isFull = order.isFull || settings.exportsInFull
    let (table, card) = (answer.table, answer.card)
    let safe = try leavable {
      isFull ? (table: table, isChanged: false) : Concealment.concealed(table)
    }
    let safeCard = try leavable {
      card.map { isFull ? (card: $0, isChanged: false) : Concealment.concealed($0) }
    }
    var style = RenderingStyle(isSpreadsheetSafe: !order.isRaw)
    style.hasDecimalComma = order.hasDecimalComma
    style.hasByteOrderMark = order.isForExcel
    let asked = isFull ? question : Concealment.concealed(question)
    var provenance = provenance(of: asked, title: order.title ?? answer.title)
    provenance.addressee = answer.addressee
    do throws(ExportFile.Failure) {
      let page = Page(
        table: safe.table, card: safeCard?.card, format: format, style: style,
        provenance: provenance)
      try write(page, to: file, isReplacing: isReplacing)
    } catch {
      if error == .interrupted { throw Mistakes([.stopped()]) }
      throw Mistakes([.notExported(order, error)])
    }
    report(
      order, safe.table.rowCount, safe.table.noun,
      isShortened: safe.isChanged || safeCard?.isChanged == true)
    return .done
  }

  /// An answer with the form that it is to have in a file.
  private struct Page: Sendable {
    let table: ResultTable
    let card: Card?
    let format: FileFormat
    let style: RenderingStyle
    let provenance: Provenance

    /// False where files of that kind have no room for it.
    func draw(_ write: (_ chunk: [UInt8]) -> Bool) -> Bool {
      if let card, let form = OutputFormat(rawValue: format.rawValue) {
        Rendering.render(
          card, as: form, style: style, elapsed: nil, from: provenance, write: write)
        return true
      }
      return Rendering.render(table, as: format, style: style, from: provenance, write: write)
    }
  }

  private func write(
    _ page: Page, to file: ExportFile, isReplacing: Bool
  ) throws(ExportFile.Failure) {
    guard leavesWork else {
      return try file.write(isReplacing: isReplacing) { write in page.draw(write) }
    }
    try file.write(isReplacing: isReplacing) { write throws(ExportFile.Failure) in
      let hasRoom = Mutex(true)
      var size = 0
      let waiting = Waiting(progressLine) { _ in "writing: \(size >> 20) MB, Ctrl-C stops" }
      let isDone = Errand.pieces(telling: waiting) { hand in
        let isWhole = page.draw(hand)
        hasRoom.withLock { $0 = isWhole }
      } take: { chunk in
        size += chunk.count
        return write(chunk)
      }
      if !isDone { throw .interrupted }
      return hasRoom.withLock { $0 }
    }
  }

  private func path(of file: String) -> String {
    guard let exportFolder, file.utf8.first != UInt8(ascii: "/") else { return file }
    return exportFolder + "/" + file
  }

  /// Adds what a page of an answer says above it.
  func describe(_ answer: inout GivenAnswer, _ query: Query) {
    guard let store = book?.view.store else { return }
    answer.addressee = Addressee(of: query, in: store)?.lines ?? []
    answer.title = PageTitle.title(of: query, names.surroundings)
  }

  /// Where an answer comes from that is shown.
  func provenance(of answer: GivenAnswer) -> Provenance {
    var provenance = provenance(of: answer.question, title: answer.title)
    provenance.addressee = answer.addressee
    return provenance
  }

  /// Where an answer comes from; the clock is read here, so that rendering needs none.
  func provenance(of question: String, title: String? = nil) -> Provenance {
    let names = (book?.paths ?? []).map { path in
      String(path.split(separator: "/").last ?? Substring(path))
    }
    return Provenance(
      title: title, question: question,
      book: names.isEmpty ? "the example book" : names.joined(separator: ", "), made: clockText())
  }

  /// The form that the file's name means, where everything that was asked of it fits.
  private func suited(
    _ order: ExportOrder, _ answer: GivenAnswer
  ) throws(Mistakes) -> FileFormat {
    guard let format = FileFormat(ofFile: order.file) else {
      throw Mistakes([.unknownFileKind(order, known: FileFormat.allCases.map(\.rawValue))])
    }
    let words: [(isAsked: Bool, isTaken: Bool, word: String)] = [
      (order.hasDecimalComma, format.takesDecimalComma, "decimal comma"),
      (order.isForExcel, format.takesByteOrderMark, "excel"),
      (order.isRaw, format.takesRaw, "raw"),
    ]
    for word in words where word.isAsked && !word.isTaken {
      throw Mistakes([.unsuitedWord(word.word, order, format)])
    }
    if format == .svg, answer.table.chart == nil { throw Mistakes([.nothingDrawn(order)]) }
    if let most = Rendering.mostRows(of: format), answer.table.rowCount > most {
      throw Mistakes([.tooManyRows(order, most)])
    }
    return format
  }

  /// Whether a file of that name is to go; nil where somebody was asked at the prompt and said no.
  ///
  /// Elsewhere `--yes` says it.
  private func mayReplace(_ file: ExportFile, _ order: ExportOrder) throws(Mistakes) -> Bool? {
    do throws(ExportFile.Failure) {
      guard try file.isThere() else { return false }
    } catch {
      throw Mistakes([.notExported(order, error)])
    }
    if settings.saysYes { return true }
    guard let confirm else { throw Mistakes([.notExported(order, .exists)]) }
    return confirm("'\(order.file)' is there already; replace it?") ? true : nil
  }

  private func report(
    _ order: ExportOrder, _ count: Int, _ noun: (one: String, many: String), isShortened: Bool
  ) {
    let rows = "\(Rendering.text(count: count)) \(count == 1 ? noun.one : noun.many)"
    var lines = ["\(order.file) · \(rows)"]
    if isShortened {
      lines.append(
        "note: bank accounts and tax numbers are shortened;  export \"\(order.file)\" full")
    }
    remark(lines)
  }
}
