//! What can be said of a drawing with a ruler.
