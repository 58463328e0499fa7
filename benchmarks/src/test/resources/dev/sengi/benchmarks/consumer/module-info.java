module shop {
    requires dev.sengi;
}
