// For Packer 1.7 and newer, which brings no builder with it: `packer init packer` installs these.
// Debian's 1.6.6 has them built in and rejects this block: leave this file out there.
packer {
  required_plugins {
    qemu = {
      source  = "github.com/hashicorp/qemu"
      version = ">= 1.1.0"
    }
    vagrant = {
      source  = "github.com/hashicorp/vagrant"
      version = ">= 1.1.0"
    }
  }
}
