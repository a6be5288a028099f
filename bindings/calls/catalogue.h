/* catalogue.h - */
