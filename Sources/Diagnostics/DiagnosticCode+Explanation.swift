/// What `help CODE` says: one plain sentence for each code.
extension DiagnosticCode {
  /// One sentence that says when the code occurs and what to do.
  package var explanation: String {
    switch rawValue.utf8.first {
    case UInt8(ascii: "S"): syntaxExplanation ?? ""
    case UInt8(ascii: "P"), UInt8(ascii: "W"): planningExplanation ?? ""
    default: otherExplanation ?? ""
    }
  }

  private var syntaxExplanation: String? {
    switch self {
    case .strayCharacter: "A sign has no meaning in the language; text that holds it needs quotes."
    case .unclosedText: "A text begins with a quote and must end with the same quote."
    case .groupedNumber:
      "Numbers are written without marks between thousands and with a point before decimals."
    case .ambiguousDate:
      "Day and month could be told apart in two ways; dates are written year-month-day."
    case .malformedDate: "Dates are written 2026-03-31 or 31 March 2026."
    case .malformedNumber: "Numbers are digits with at most one point; there are no exponents."
    case .malformedPeriod:
      "Periods are written 2026-03, 2026-Q1, 2026-H1 or 2026-W13; a subtraction needs spaces."
    case .danglingReference: "Behind '#' stands the number of a document, payment or party."
    case .unclosedName: "A name in backticks must end with a backtick on the same line."
    case .textTooLong: "A statement is limited in length, so that a wrong file cannot be run."
    case .expectedExpression: "A value, a field or a test is missing where one must stand."
    case .expectedWord: "A word or name that the sentence needs is missing or reserved."
    case .unclosedBracket: "An opening bracket has no closing bracket."
    case .strayWord: "A word stands where the sentence has no place for it."
    case .mixedConnectives:
      "'and' and 'or' are not mixed without brackets, because people read the mixture differently."
    case .chainedComparison: "Each test compares two values; join two tests with 'and'."
    case .tooDeep: "Brackets may nest only so deep."
    case .tooManyNodes: "A statement may hold only so many values and fields."
    case .habitFromElsewhere: "The word belongs to another query language; ours is different."
    case .bareAggregate:
      "An aggregate without brackets takes one field; anything computed needs brackets."
    case .misplacedDay:
      "'as of' and 'known on' stand directly behind what is asked about, before the steps."
    case .expectedCount: "The step needs a whole number."
    case .emptyStatement: "There was nothing to ask."
    case .strayClause: "A verb takes some clauses and not others; help with the verb lists them."
    case .noSuchVerb: "Records change by verbs of their own; nothing is ever deleted."
    default: nil
    }
  }

  private var planningExplanation: String? {
    switch self {
    case .unknownSource: "There is no collection, definition or saved question of that name."
    case .unknownField: "The records asked about have no field of that name."
    case .unknownFunction: "There is no function of that name."
    case .unquotedText: "Text to compare with needs quotes, unless it is a value of a known list."
    case .unknownReference: "No document, payment or party has that number."
    case .ambiguousReference: "More than one record has that number; none is guessed."
    case .impossibleDate: "The calendar has no such day."
    case .unknownCurrency: "No currency of ISO 4217 has that code, or the sign stands for several."
    case .notALink: "Only a link to other records can be followed with a dot."
    case .unknownVariable: "Nothing has been named so by 'let', '--set' or a definition's brackets."
    case .nothingAnswered: "'it' is the last answer, and there is none yet."
    case .badCall:
      "A definition is called with the values that its brackets name, and never calls itself."
    case .questionAsValue: "A question gives rows; where one value is needed it must show just one."
    case .differentSets: "Sets are put together of the same records, or of the same columns."
    case .fixedTime:
      "An answer that was given, or a question that says its own day, cannot be asked of another."
    case .typeMismatch: "The two values are of kinds that cannot be compared or combined."
    case .listCompared:
      "The path leads to many records; say any(…), all(…), count(…) or sum(…)."
    case .moneyPlusNumber: "Money is added to money only; a bare number has no currency."
    case .wrongArguments: "The function takes other values, or another number of them."
    case .notAggregated: "After grouping, only groups and aggregates can be asked."
    case .notATest: "A yes or no is needed here, and the value is neither."
    case .unknownValue: "The field has a fixed list of values, and this is none of them."
    case .duplicateColumn: "Two columns of one answer cannot have the same name."
    case .aggregateMisplaced: "An aggregate over the rows stands only in an aggregate step."
    case .numberTooLarge: "The number has more digits than amounts can have."
    case .currencyUnclear: "The sign stands for several currencies; write the code."
    case .emptyRange: "The end of the range lies before its beginning, so nothing can be in it."
    case .noSuchEvent: "Events are numbered; '#E12' is the twelfth."
    case .unknownParty: "A customer or vendor is named by its whole name or by its #number."
    case .severalParties: "Several parties have the name, and nothing is guessed."
    case .noRecordsToChange: "A verb works on the records of a question, not on figures."
    case .notAConstant: "A new value is written out: a text, a day, an amount."
    case .notADay: "A change has one day."
    case .notChangeable: "'change' works on customers, vendors, invoices and bills."
    case .notSettable: "Some fields follow from other records or are set by verbs of their own."
    case .unfitSetting: "A field keeps its kind of value."
    case .notAddable: "'add' makes invoices, bills, credit notes, orders, customers and vendors."
    case .cannotWrite: "Files are read, never written; a book of its own can be changed."
    case .wrongKind: "Each verb works on some kinds of record."
    case .otherCurrency: "Money settles documents in its own currency."
    case .tooMuch: "Nothing is settled with more than there is, and nothing twice."
    case .nothingToDo: "A change that changes nothing is not recorded."
    case .notPositive: "Amounts are more than nothing; the verb says in which direction."
    case .tooManyDecimals: "What is written has no more decimals than its currency."
    case .isVoid: "A void document is not settled, disputed or approved any more."
    case .stillSettled: "What money is applied to is not voided before that is taken back."
    case .numberTaken: "A number names one record."
    case .notUndone: "What later events stand on is undone after them."
    case .expectFailed: "'expect' guards against changing more or fewer records than meant."
    case .needsYes: "Without somebody to ask, changes need --yes."
    case .readOnly: "With --read-only nothing is changed, and it cannot be switched off."
    case .notSavedYet: "The disk refused the change; nothing of it is there."
    case .maybeSaved: "The disk failed while saving; opening the book again tells what is there."
    case .missingPart: "A new record needs what its kind cannot be without."
    case .misplacedDelivery:
      "Charts and exports show what a whole question answers, so they stand at its very end."
    case .nothingToDraw: "A chart needs a column of numbers or amounts."
    case .notYet: "The language has this, but this version cannot do it yet."
    default: nil
    }
  }

  private var otherExplanation: String? {
    switch self {
    case .overflow: "A result is larger than amounts can be; nothing was rounded or cut."
    case .currenciesCompared:
      "Amounts in different currencies have no order; group by currency or convert them."
    case .dateOutOfRange: "A computed day lies before the year 1 or after the year 9999."
    case .interrupted: "The question was stopped before it had an answer."
    case .tooManyColumns: "'across' would make more columns than can be shown."
    case .noRate: "The book has no rate between the two currencies for that day or before."
    case .severalRows: "A question in brackets stands for one value, and it gave several rows."
    case .tooMuchMemory:
      "The rows or groups of the question would take more memory than 'set memory' allows."
    case .fileUnreadable: "The file does not exist, or may not be read."
    case .notUTF8: "The file is not UTF-8 text; say which encoding it has."
    case .unclosedField: "A field of the file begins with a quote and never ends."
    case .fieldTooLong:
      "A field or line of the file is longer than any real one, or there are too many of them."
    case .undecidableDates: "A column's dates can all be read in two ways; say which is right."
    case .undecidableNumbers:
      "A column's numbers can all be read in two ways; say which mark is the decimal one."
    case .undecidableDiscounts:
      "A column's discounts can all be money or rates, as 0.15 can; say which they are."
    case .unknownTable: "The file's headings fit no kind of record."
    case .missingHeading: "The file lacks a column that this kind of record needs."
    case .malformedMapping: "The mapping file has a line that says nothing understandable."
    case .nothingToOpen: "The folder holds no file that can be read as records."
    case .repeatedHeading: "Two columns of the file have the same heading."
    case .malformedSettings:
      "A line of settings.csv names no setting, or no value that it can have."
    case .zeroByte: "The file has a zero byte in its text, as files of another kind do."
    case .bookUnreadable: "The folder of a book cannot be opened, or no book is in it."
    case .bookDamaged:
      "Bytes of a book are not as they were written; nothing computed with them is told."
    case .bookExists: "A book is written into a folder of its own, never over another one."
    case .bookNotWritten:
      "The disk did not take a book; nothing is there that was not before, unless it says so."
    case .unknownCommand:
      "A line begins with a command or with what is asked about; this did neither, or too little."
    case .outputFailed: "The answer could not be written, such as on a full disk."
    case .notExported:
      "The file was not written, and what was there before is as it was."
    case .unsuitedFile:
      "The end of a file's name says what is written into it, and not everything fits everywhere."
    case .notInSafeMode:
      "A session started with --safe reads no files but those it was started with."
    case .nothingAsked: "'more' and 'wide' show the last answer again, and there is none yet."
    case .nothingToExplain:
      "'why' tells how the figures of one invoice, bill, payment, credit note, customer or vendor "
        + "come about, or which conditions of a question it meets."
    case .notEdited: "The text was not edited; what stood in the line stays what it was."
    case .readOnlySession:
      "A session started with --read-only, or with --safe, changes and keeps nothing."
    case .nameTaken: "The name means something already, and one word has one meaning."
    case .notSaved: "The question was not kept; nothing on disk has changed."
    case .unknownSetting: "There is no setting of that name, or it does not take that value."
    case .scriptUnreadable: "The script does not exist, or may not be read."
    case .noSuchTopic: "There is no help on that topic."
    default: nil
    }
  }
}
