package nndl.data;
final class DrawnDigits { static Dataset dataset() { throw new IllegalStateException(); } }
