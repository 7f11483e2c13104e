//! Documents as word processors write them: read as their own program shows them, and refused when they are hostile.

mod documents; // each folder of documents/: what is read, and that LibreOffice shows the same
mod fuzz; // whatever is done to a document: read or refused, never a crash
mod hostile; // files made to do harm, each with its message
mod policies; // each folder of documents/: the policy that it becomes, and what is said of it
mod shelf; // where the policy goes: nothing overwritten, all of it or nothing
mod shown; // a document as lines of text
mod whole; // what a reader passes over is found by the program itself
